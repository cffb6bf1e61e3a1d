#!/usr/bin/env bash
# PeerMesh under load: a PostgreSQL of its own, PeerMesh in one of two shapes, all of it on this machine and gone afterwards; the database's own rate of
# commits in the same run; then the load generator. Its arguments may follow:
#   bench/run.sh standalone --sessions 200 --people 10 --runs 5      silo and gateway in one process
#   bench/run.sh cluster --sessions 1000 --people 10 --think 30      one silo, one gateway (without a word too)
# Results: a table on standard output, and artifacts/bench/ for programs. BENCH_PIN=0 lets everything run on every core.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/lib.sh

shape=cluster
case ${1:-} in standalone | cluster) shape=$1; shift ;; esac
build silo/PeerMesh.Silo silo/PeerMesh.Standalone api/PeerMesh.Api bench/PeerMesh.Load

start_database
raw=$(raw_commits)
start_peermesh "$shape"
status=0
load --name "PeerMesh, $shape" --url "$url" --mail-port "$smtp" "${servers[@]}" --apart "PostgreSQL=$database_pid" \
  --json "$out/$shape.json" "$@" | tee "$out/$shape.md" || status=$?
row() { echo "| $1 | $2 |" | tee -a "$out/$shape.md"; }
row "raw commits per second of this database, 16 clients (pgbench, one small row each)" "${raw%.*}"
row "machine" "$(machine)"
exit "$status"
