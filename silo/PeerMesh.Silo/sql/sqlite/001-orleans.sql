-- Grain state and reminders on SQLite, with the queries that the ADO.NET providers read from OrleansQuery.
CREATE TABLE IF NOT EXISTS OrleansQuery (QueryKey TEXT PRIMARY KEY, QueryText TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS OrleansStorage (
  ServiceId TEXT NOT NULL, GrainTypeString TEXT NOT NULL,
  GrainIdHash INT NOT NULL, GrainTypeHash INT NOT NULL, GrainIdN0 BIGINT NOT NULL, GrainIdN1 BIGINT NOT NULL,
  GrainIdExtensionString TEXT NOT NULL DEFAULT '', PayloadBinary BLOB NULL, ModifiedOn TEXT NOT NULL, Version INT NOT NULL,
  PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId));
CREATE TABLE IF NOT EXISTS OrleansRemindersTable (
  ServiceId TEXT NOT NULL, GrainId TEXT NOT NULL, ReminderName TEXT NOT NULL,
  StartTime DATETIME NOT NULL, Period BIGINT NOT NULL, GrainHash INT NOT NULL, Version INT NOT NULL,
  PRIMARY KEY (ServiceId, GrainId, ReminderName));
INSERT OR REPLACE INTO OrleansQuery VALUES
('ReadFromStorageKey',
 'SELECT PayloadBinary, ModifiedOn, Version FROM OrleansStorage
  WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
    AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,'''') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId'),
('WriteToStorageKey',
 'INSERT INTO OrleansStorage (ServiceId, GrainTypeString, GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, ModifiedOn, Version)
  SELECT @ServiceId, @GrainTypeString, @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString,''''), @PayloadBinary, datetime(''now''), 1
  WHERE @GrainStateVersion IS NULL OR EXISTS (SELECT 1 FROM OrleansStorage
    WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
    AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,'''') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId)
  ON CONFLICT DO UPDATE SET PayloadBinary=excluded.PayloadBinary, ModifiedOn=excluded.ModifiedOn, Version=OrleansStorage.Version+1
    WHERE OrleansStorage.Version=@GrainStateVersion
  RETURNING Version AS NewGrainStateVersion'),
('ClearStorageKey',
 'UPDATE OrleansStorage SET PayloadBinary=NULL, ModifiedOn=datetime(''now''), Version=Version+1
  WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
    AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,'''') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId
    AND Version=@GrainStateVersion RETURNING Version AS NewGrainStateVersion'),
('DeleteStorageKey',
 'DELETE FROM OrleansStorage
  WHERE GrainIdHash=@GrainIdHash AND GrainTypeHash=@GrainTypeHash AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1
    AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,'''') AND GrainTypeString=@GrainTypeString AND ServiceId=@ServiceId
    AND Version=@GrainStateVersion RETURNING Version+1 AS NewGrainStateVersion'),
('ReadReminderRowsKey', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId'),
('ReadReminderRowKey', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName'),
('ReadRangeRows1Key', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainHash>@BeginHash AND GrainHash<=@EndHash'),
('ReadRangeRows2Key', 'SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND (GrainHash>@BeginHash OR GrainHash<=@EndHash)'),
('UpsertReminderRowKey',
 'INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
  VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
  ON CONFLICT DO UPDATE SET StartTime=excluded.StartTime, Period=excluded.Period, GrainHash=excluded.GrainHash, Version=Version+1
  RETURNING Version'),
('DeleteReminderRowKey', 'DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName AND Version=@Version; SELECT changes()'),
('DeleteReminderRowsKey', 'DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId');
