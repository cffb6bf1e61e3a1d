#!/usr/bin/env bash
# Builds PeerMesh and runs every test. Works from any directory, without a terminal, on a fresh clone.
# The last line is "N passed, N failed" (", N skipped" where something could not run here; never with CI=true).
set -u
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
exec </dev/null

: "${CI:=}"
results=artifacts/test-results
passed=0 failed=0 skipped=0
group=''

# Under some schedulers there is no HOME, and neither dotnet nor a browser works without one.
scratch=''
if [ -z "${HOME:-}" ]; then
  HOME=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)
  export HOME
fi
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
  scratch=$(mktemp -d) || exit 1
  export HOME="$scratch"
fi
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDTERMINALLOGGER=off TERM="${TERM:-dumb}"

# Each step is a process group of its own, so that whatever it leaves behind can be ended with it.
end_group() {
  if [ -n "$group" ]; then
    kill -KILL -- "-$group" 2>/dev/null
    group=''
  fi
}

finish() {
  end_group
  if [ -n "$scratch" ]; then
    rm -rf "$scratch"
  fi
}
trap finish EXIT
trap 'echo "Interrupted."; exit 130' INT
trap 'echo "Asked to end."; exit 143' TERM

# bounded SECONDS COMMAND…
bounded() {
  local seconds=$1 status
  shift
  timeout --kill-after=20 "$seconds" "$@" &
  group=$!
  wait "$group"
  status=$?
  if [ "$status" -eq 124 ]; then
    echo "Not done after $seconds seconds: $*"
  fi
  end_group
  return "$status"
}

# summary: what failed and why, so that the end of a long log says it all; then the last line, and the exit status that goes with it
summary() {
  local line="$passed passed, $failed failed" status=0
  if [ -s "$results/failures.txt" ]; then
    echo "== Failed"
    cat "$results/failures.txt"
  fi
  if [ "$skipped" -gt 0 ]; then
    line="$line, $skipped skipped"
    if [ "$CI" = true ]; then
      echo "Nothing may be skipped with CI=true."
      status=1
    fi
  fi
  if [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; then
    status=1
  fi
  echo "$line"
  exit "$status"
}

# fault TEXT: something other than a test failed
fault() {
  echo "$1"
  echo "$1" >>"$results/failures.txt"
  failed=$((failed + 1))
}

# step NAME SECONDS COMMAND…: a step that has to go well before tests make sense
step() {
  local name=$1 seconds=$2
  shift 2
  echo "== $name"
  if ! bounded "$seconds" "$@"; then
    fault "$name failed."
    return 1
  fi
}

# Programs that some tests drive, from the distribution's own packages: Chromium for the browser tests, PostgreSQL and
# libfaketime for those of the cluster, promtool for the alerts, Node.js for comparisons with packages of others. What cannot be
# installed is skipped by name later. Overlays are rendered by a kubectl from 1.27 on, which Debian does not have.
want_packages() {
  local missing=() as_root=''
  have_one_of chromium chromium-browser google-chrome || missing+=(chromium)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || missing+=(faketime)
  have_one_of promtool || missing+=(prometheus)
  have_one_of node || missing+=(nodejs)
  have_one_of npm || missing+=(npm)
  if [ "${#missing[@]}" -eq 0 ]; then
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "Missing, and this account may not install it: apt-get install ${missing[*]}"
      return
    fi
    as_root='sudo -n'
  fi
  if command -v apt-get >/dev/null; then
    echo "== Install ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # empty or two words
    bounded 300 $as_root apt-get -qq update >/dev/null || echo "The list of packages could not be fetched."
    local package
    for package in "${missing[@]}"; do
      # shellcheck disable=SC2086
      bounded 900 $as_root apt-get -qq install -y --no-install-recommends "$package" >/dev/null || echo "$package could not be installed."
    done
  fi
}

have_one_of() {
  local tool
  for tool in "$@"; do
    if command -v "$tool" >/dev/null; then
      return 0
    fi
  done
  return 1
}

# The packages that our own results are compared with.
want_node_packages() {
  local folder
  command -v npm >/dev/null || return
  for folder in tests/*/package-lock.json; do
    folder=$(dirname "$folder")
    bounded 300 npm ci --prefix "$folder" --no-audit --no-fund --silent || echo "The packages of $folder could not be installed."
  done
}

# counter FILE NAME: one figure of a result file's <Counters …/>
counter() {
  grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9][0-9]*' | head -n 1
}

# run_tests PROJECT FILE [ARGUMENT…]
run_tests() {
  local project=$1 file=$2
  shift 2
  bounded 3600 dotnet test "$project" --no-build --nologo --results-directory "$results" \
    --logger "trx;LogFileName=$file" --logger "console;verbosity=minimal" \
    --blame-hang --blame-hang-timeout 20m --blame-hang-dump-type none "$@"
}

# Tests that start processes, a browser or a cluster depend on what else their machine does in that minute. Those that failed run once
# more, by themselves; whoever passes then is named below and counts as passed. A counterexample that a property found by chance stays one.
# again FILE
again() {
  ! grep -q CsCheck_Seed "$1"
}

# failed_tests FILE: the methods of a result file that failed
failed_tests() {
  grep -o '<UnitTestResult [^>]*' "$1" | grep ' outcome="Failed"' | grep -o ' testName="[^"(]*' | sed 's/ testName="//' | sort -u
}

# tell_failures FILE: each test of a result file that failed, with the first lines of its message
tell_failures() {
  awk '/<UnitTestResult /{ failed = /outcome="Failed"/; if (failed) { match($0, /testName="[^"]*"/); print substr($0, RSTART + 10, RLENGTH - 11) } }
       failed && /<Message>/{ message = 1; lines = 0 }
       failed && message && lines++ < 12 { line = $0; gsub(/^ *<Message>|<\/Message>.*$/, "", line); print "    " substr(line, 1, 400) }
       /<\/Message>/{ message = 0 }' "$1"
}

# test_project FILE
test_project() {
  local project=$1 name file status total executed good bad methods
  name=$(basename "$project" .csproj)
  file="$results/$name.trx"
  echo "== $name"
  run_tests "$project" "$name.trx"
  status=$?

  if [ ! -s "$file" ] || [ -z "$(counter "$file" total)" ]; then
    fault "$name ended without results (status $status)."
    return
  fi

  total=$(counter "$file" total) executed=$(counter "$file" executed)
  good=$(counter "$file" passed) bad=$((executed - good))
  if [ "$bad" -gt 0 ] && again "$file"; then
    methods=$(failed_tests "$file")
    echo "== $name, once more:" $methods
    if run_tests "$project" "$name.again.trx" --filter "$(printf '%s\n' $methods | sed 's/^/FullyQualifiedName=/' | paste -sd '|')" \
      && [ "$(counter "$results/$name.again.trx" passed)" -ge "$bad" ]; then
      echo "Passed only when run once more:" $methods
      good=$executed bad=0 status=0
    fi
  fi
  if [ "$bad" -gt 0 ]; then
    tell_failures "$file" >>"$results/failures.txt"
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  if [ "$total" -gt "$executed" ]; then
    skipped=$((skipped + total - executed))
    echo "Skipped in $name:"
    awk '/<UnitTestResult /{ skip = /outcome="NotExecuted"/; if (skip) { match($0, /testName="[^"]*"/); print "  " substr($0, RSTART + 10, RLENGTH - 11) } }
         skip && /<(Message|StdOut)>/{ gsub(/^ *<[A-Za-z]*>|<\/[A-Za-z]*>.*$/, ""); print "    " $0 }' "$file"
  fi
  if [ "$total" -eq 0 ]; then
    fault "$name has no tests."
  elif [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    fault "$name ended early (status $status)."
  fi
}

if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK is missing; global.json says which one."
  failed=1
  summary
fi

want_packages
want_node_packages
if ! command -v kubectl >/dev/null; then
  echo "kubectl is missing: the overlays of k8s/ are not rendered."
fi
rm -rf "$results" && mkdir -p "$results"
step "Restore" 900 dotnet restore PeerMesh.sln --locked-mode --disable-build-servers || summary
step "Build" 1800 dotnet build PeerMesh.sln --no-restore -warnaserror --disable-build-servers --nologo --verbosity quiet || summary
step "Format" 1200 dotnet format PeerMesh.sln --verify-no-changes --no-restore
for project in tests/*.Tests/*.csproj; do
  test_project "$project"
done
summary
