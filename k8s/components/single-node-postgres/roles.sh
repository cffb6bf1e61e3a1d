#!/bin/sh
# Runs once, on an empty volume: a role that owns the tables, one that the silos use, and the database.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$PEERMESH_OWNER_PASSWORD" --set running_password="$PEERMESH_PASSWORD" <<'SQL'
CREATE ROLE peermesh_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE peermesh LOGIN PASSWORD :'running_password';
CREATE DATABASE peermesh OWNER peermesh_owner;
REVOKE ALL ON DATABASE peermesh FROM PUBLIC;
GRANT CONNECT ON DATABASE peermesh TO peermesh;
SQL
