-- The directory of public groups: one row for each group that is or was in it, and the number of each part's latest change.
-- A change moves the number of its part from the one its writer knows, in the same transaction: two activations never both write.
CREATE TABLE DirectoryShards (Shard int PRIMARY KEY, Head bigint NOT NULL);
CREATE TABLE DirectoryEntries (
  GroupId varchar(150) PRIMARY KEY, Shard int NOT NULL, Number bigint NOT NULL, Version bigint NOT NULL, Entry bytea NULL,
  CONSTRAINT UQ_DirectoryEntries_Number UNIQUE (Shard, Number));
