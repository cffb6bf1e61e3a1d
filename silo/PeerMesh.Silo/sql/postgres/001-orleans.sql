-- Membership, grain state and reminders on PostgreSQL 15 and later, with the queries that the ADO.NET providers read from
-- OrleansQuery. No stored functions: every operation is one statement, and so one atomic change.

CREATE TABLE OrleansQuery (QueryKey varchar(64) PRIMARY KEY, QueryText text NOT NULL);

-- The oldest release's schema number that still runs on these tables. A script that takes something away raises it;
-- one that only adds leaves it, so that the release before can be rolled back to. See docs/upgrades.md.
CREATE TABLE SchemaSupport (OnlyRow boolean PRIMARY KEY DEFAULT true CHECK (OnlyRow), ServesFrom int NOT NULL);
INSERT INTO SchemaSupport (ServesFrom) VALUES (1);

-- A document is rewritten often and its key never changes: half-empty pages keep the new version beside the old one, without
-- a visit to the index.
CREATE TABLE OrleansStorage (
  ServiceId varchar(150) NOT NULL, GrainTypeString varchar(512) NOT NULL,
  GrainIdHash int NOT NULL, GrainTypeHash int NOT NULL, GrainIdN0 bigint NOT NULL, GrainIdN1 bigint NOT NULL,
  GrainIdExtensionString varchar(512) NOT NULL DEFAULT '',
  PayloadBinary bytea NULL, ModifiedOn timestamptz NOT NULL, Version int NOT NULL,
  CONSTRAINT PK_OrleansStorage PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId)
) WITH (fillfactor = 50);

CREATE TABLE OrleansMembershipVersionTable (
  DeploymentId varchar(150) PRIMARY KEY, "timestamp" timestamptz NOT NULL DEFAULT now(), Version int NOT NULL DEFAULT 0);
CREATE TABLE OrleansMembershipTable (
  DeploymentId varchar(150) NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
  Address varchar(45) NOT NULL, Port int NOT NULL, Generation int NOT NULL,
  SiloName varchar(150) NOT NULL, HostName varchar(150) NOT NULL, Status int NOT NULL, ProxyPort int NULL,
  SuspectTimes text NULL, StartTime timestamptz NOT NULL, IAmAliveTime timestamptz NOT NULL,
  PRIMARY KEY (DeploymentId, Address, Port, Generation));

CREATE TABLE OrleansRemindersTable (
  ServiceId varchar(150) NOT NULL, GrainId varchar(512) NOT NULL, ReminderName varchar(150) NOT NULL,
  StartTime timestamptz NOT NULL, Period bigint NOT NULL, GrainHash int NOT NULL, Version int NOT NULL,
  PRIMARY KEY (ServiceId, GrainId, ReminderName));
CREATE INDEX IX_OrleansRemindersTable_Hash ON OrleansRemindersTable (ServiceId, GrainHash);

INSERT INTO OrleansQuery VALUES
-- Storage. The version is the only fence between two activations of one grain: a write names the version it read, and
-- changes nothing where storage holds another.
('ReadFromStorageKey', $q$
 SELECT PayloadBinary, ModifiedOn, Version FROM OrleansStorage
 WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
   AND GrainIdExtensionString=coalesce(@GrainIdExtensionString::varchar,'') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId
$q$),
('WriteToStorageKey', $q$
 WITH u AS (
   UPDATE OrleansStorage SET PayloadBinary=@PayloadBinary, ModifiedOn=now(), Version=Version+1
   WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
     AND GrainIdExtensionString=coalesce(@GrainIdExtensionString::varchar,'') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId
     AND Version=@GrainStateVersion::int
   RETURNING Version),
 i AS (
   INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, ModifiedOn, Version)
   SELECT @ServiceId, @GrainTypeString, @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::varchar,''), @PayloadBinary, now(), 1
   WHERE @GrainStateVersion::int IS NULL
   ON CONFLICT DO NOTHING RETURNING Version)
 SELECT Version AS NewGrainStateVersion FROM u UNION ALL SELECT Version FROM i
$q$),
('ClearStorageKey', $q$
 UPDATE OrleansStorage SET PayloadBinary=NULL, ModifiedOn=now(), Version=Version+1
 WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
   AND GrainIdExtensionString=coalesce(@GrainIdExtensionString::varchar,'') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId
   AND Version=@GrainStateVersion::int RETURNING Version AS NewGrainStateVersion
$q$),
('DeleteStorageKey', $q$
 DELETE FROM OrleansStorage
 WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
   AND GrainIdExtensionString=coalesce(@GrainIdExtensionString::varchar,'') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId
   AND Version=@GrainStateVersion::int RETURNING Version+1 AS NewGrainStateVersion
$q$),
-- Membership. Every change of a row is one of the table's version too, and happens only on the version the silo has read.
('InsertMembershipVersionKey', $q$
 WITH i AS (INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
 SELECT count(*)::int FROM i
$q$),
('InsertMembershipKey', $q$
 WITH v AS (
   UPDATE OrleansMembershipVersionTable SET "timestamp"=now(), Version=Version+1
   WHERE DeploymentId=@DeploymentId AND Version=@Version AND NOT EXISTS (
     SELECT 1 FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId AND Address=@Address AND Port=@Port AND Generation=@Generation)
   RETURNING 1),
 i AS (
   INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
   SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM v
   RETURNING 1)
 SELECT count(*)::int FROM i
$q$),
('UpdateMembershipKey', $q$
 WITH v AS (
   UPDATE OrleansMembershipVersionTable SET "timestamp"=now(), Version=Version+1
   WHERE DeploymentId=@DeploymentId AND Version=@Version AND EXISTS (
     SELECT 1 FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId AND Address=@Address AND Port=@Port AND Generation=@Generation)
   RETURNING 1),
 m AS (
   UPDATE OrleansMembershipTable SET Status=@Status, SuspectTimes=@SuspectTimes, IAmAliveTime=@IAmAliveTime
   WHERE DeploymentId=@DeploymentId AND Address=@Address AND Port=@Port AND Generation=@Generation AND EXISTS (SELECT 1 FROM v)
   RETURNING 1)
 SELECT count(*)::int FROM m
$q$),
('UpdateIAmAlivetimeKey', $q$
 UPDATE OrleansMembershipTable SET IAmAliveTime=@IAmAliveTime
 WHERE DeploymentId=@DeploymentId AND Address=@Address AND Port=@Port AND Generation=@Generation
$q$),
('MembershipReadRowKey', $q$
 SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
 FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m
   ON v.DeploymentId=m.DeploymentId AND m.Address=@Address AND m.Port=@Port AND m.Generation=@Generation
 WHERE v.DeploymentId=@DeploymentId
$q$),
('MembershipReadAllKey', $q$
 SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
 FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON v.DeploymentId=m.DeploymentId
 WHERE v.DeploymentId=@DeploymentId
$q$),
('DeleteMembershipTableEntriesKey', $q$
 DELETE FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId;
 DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId=@DeploymentId
$q$),
('CleanupDefunctSiloEntriesKey', $q$
 DELETE FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status = 6
$q$),
('GatewaysQueryKey', $q$
 SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId AND Status=@Status AND ProxyPort > 0
$q$),
-- Reminders.
('ReadReminderRowsKey', $q$
 SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId
$q$),
('ReadReminderRowKey', $q$
 SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName
$q$),
('ReadRangeRows1Key', $q$
 SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainHash>@BeginHash AND GrainHash<=@EndHash
$q$),
('ReadRangeRows2Key', $q$
 SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND (GrainHash>@BeginHash OR GrainHash<=@EndHash)
$q$),
('UpsertReminderRowKey', $q$
 INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
 VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
 ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE SET StartTime=excluded.StartTime, Period=excluded.Period, GrainHash=excluded.GrainHash, Version=OrleansRemindersTable.Version+1
 RETURNING Version
$q$),
('DeleteReminderRowKey', $q$
 WITH d AS (DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName AND Version=@Version RETURNING 1)
 SELECT count(*)::int FROM d
$q$),
('DeleteReminderRowsKey', $q$
 DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId
$q$);
