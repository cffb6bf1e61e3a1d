-- Documents are some ten kilobytes and rewritten with every change; packing them with PostgreSQL's older way takes more time than all else it does
-- for a write. A server that was built without the newer one goes on with the older.
DO $do$
BEGIN
  ALTER TABLE OrleansStorage ALTER COLUMN PayloadBinary SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL;
END
$do$;
