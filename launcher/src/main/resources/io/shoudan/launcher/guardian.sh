# Outlives the launcher and stops what it started, PostgreSQL included, when the launcher is gone
# without having done so itself (kill -9, a crash of its JVM).
#
#   $1      postmaster.pid of the data directory
#   stdin   a pipe from the launcher: "watch PID", "forget PID", "done"; end of file = it is gone
#
# Needs sh, kill and sleep only. Runs in a session of its own where setsid exists.

trap '' INT HUP TERM
postmaster_file=$1
watched=
finished=

while read -r word pid; do
  case $word in
    watch) watched="$watched $pid" ;;
    forget)
      left=
      for other in $watched; do
        [ "$other" = "$pid" ] || left="$left $other"
      done
      watched=$left
      ;;
    done)
      finished=yes
      break
      ;;
  esac
done
[ -z "$finished" ] || exit 0

postmaster() { # prints the server's process id, or nothing
  [ -r "$postmaster_file" ] && read -r first <"$postmaster_file" && printf '%s' "$first"
}

for pid in $watched; do
  kill -TERM "$pid" 2>/dev/null
done

# Tenths of a second. Services have 3 s, PostgreSQL (fast shutdown, then immediate) 8 s. At least
# 1 s is spent looking for a server that was only just starting.
told=
tenth=0
while [ "$tenth" -lt 80 ]; do
  server=$(postmaster)
  if [ -n "$server" ] && [ "$server" != "$told" ]; then
    kill -INT "$server" 2>/dev/null
    told=$server
  fi
  alive=
  for pid in $watched; do
    kill -0 "$pid" 2>/dev/null && alive=yes
  done
  if [ "$tenth" = 30 ]; then
    for pid in $watched; do
      kill -KILL "$pid" 2>/dev/null
    done
    [ -z "$told" ] || kill -QUIT "$told" 2>/dev/null
  fi
  if [ "$tenth" -ge 10 ] && [ -z "$alive" ] && { [ -z "$told" ] || ! kill -0 "$told" 2>/dev/null; }; then
    exit 0
  fi
  sleep 0.1 2>/dev/null || sleep 1
  tenth=$((tenth + 1))
done
[ -z "$told" ] || kill -KILL "$told" 2>/dev/null
exit 0
