-- The directory of public groups: one row for each group that is or was in it, and the number of each part's latest change.
CREATE TABLE DirectoryShards (Shard INTEGER PRIMARY KEY, Head INTEGER NOT NULL);
CREATE TABLE DirectoryEntries (
  GroupId TEXT NOT NULL PRIMARY KEY, Shard INTEGER NOT NULL, Number INTEGER NOT NULL, Version INTEGER NOT NULL, Entry BLOB NULL,
  UNIQUE (Shard, Number));
