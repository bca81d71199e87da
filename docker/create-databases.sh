#!/bin/sh
# Run by the PostgreSQL image on new data: a database for each service, owned by a role of the same
# name, closed to the other roles.
set -eu
for name in transaction terminal settlement merchant; do
  password=$(printenv "PASSWORD_$name")
  psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres \
    -v name="$name" -v password="$password" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
done
