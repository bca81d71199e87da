package io.shoudan.system.fault;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to PostgreSQL that can be cut in the middle of a commit: before the server has it, so
/// that nothing is committed, or before the client hears of it, so that everything is.
///
/// Knows as much of PostgreSQL's protocol (3.0) as it takes to see a commit pass, and offers no
/// encryption.
final class CommitCutter implements AutoCloseable {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int CANCEL = 80_877_102;
    private static final int TLS = 80_877_103;
    private static final int GSS = 80_877_104;

    private final int target;
    private final Random random;
    private final ServerSocket server;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile double share;

    CommitCutter(int target, Random random) throws IOException {
        this.target = target;
        this.random = random;
        this.server = new ServerSocket(0, 1024, HERE);
        Thread.ofVirtual().name("commit-accept").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on that share of the commits is cut, half of them either way.
    void cut(double someCommits) {
        share = someCommits;
    }

    void heal() {
        share = 0;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().name("commit-line").start(() -> open(client));
            } catch (IOException _) {
                // Closed, or whoever came has gone again.
            }
        }
    }

    private void open(Socket client) {
        try {
            var line = new Line(client, new Socket(HERE, target));
            lines.add(line);
            Thread.ofVirtual().name("commit-answers").start(line::passAnswers);
            line.passQuestions();
        } catch (IOException _) {
            hangUp(client); // PostgreSQL is away.
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    /// One connection of a service with its continuation.
    private final class Line {

        private final Socket client;
        private final Socket database;
        private final Set<String> commits = new HashSet<>();
        private volatile boolean deaf;

        Line(Socket client, Socket database) throws IOException {
            this.client = client;
            this.database = database;
            client.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
        }

        void passQuestions() {
            try (client;
                    database) {
                var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                var out =
                        new DataOutputStream(new BufferedOutputStream(database.getOutputStream()));
                if (!begin(in, out)) {
                    return;
                }
                for (int type = in.read(); type >= 0; type = in.read()) {
                    var content = in.readNBytes(in.readInt() - 4);
                    if (commit(type, content) && random.nextDouble() < share) {
                        if (random.nextBoolean()) {
                            return;
                        }
                        deaf = true;
                    }
                    pass(type, content, in, out);
                }
            } catch (IOException _) {
                // One of the two has gone.
            } finally {
                lines.remove(this);
            }
        }

        /// Passes the first message, which has no type.
        ///
        /// @return whether more follow
        private boolean begin(DataInputStream in, DataOutputStream out) throws IOException {
            while (true) {
                int length = in.readInt();
                var content = in.readNBytes(length - 4);
                int code = ByteBuffer.wrap(content).getInt();
                if (code == TLS || code == GSS) {
                    client.getOutputStream().write('N');
                    continue;
                }
                out.writeInt(length);
                out.write(content);
                out.flush();
                return code != CANCEL;
            }
        }

        /// Whether a commit is carried out with this message.
        private boolean commit(int type, byte[] content) {
            return switch (type) {
                case 'Q' -> isCommit(text(content, 0));
                case 'P' -> {
                    var name = text(content, 0);
                    var _ =
                            isCommit(text(content, name.length() + 1))
                                    ? commits.add(name)
                                    : commits.remove(name);
                    yield false;
                }
                case 'B' -> commits.contains(text(content, text(content, 0).length() + 1));
                default -> false;
            };
        }

        private static boolean isCommit(String sql) {
            return sql.strip().toUpperCase(Locale.ROOT).equals("COMMIT");
        }

        private static String text(byte[] content, int from) {
            int end = from;
            while (content[end] != 0) {
                end++;
            }
            return new String(content, from, end - from, StandardCharsets.ISO_8859_1);
        }

        /// Nothing of a commit's answer gets through; when it is complete, the line is cut.
        void passAnswers() {
            try (client;
                    database) {
                var in = new DataInputStream(new BufferedInputStream(database.getInputStream()));
                var out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
                for (int type = in.read(); type >= 0; type = in.read()) {
                    var content = in.readNBytes(in.readInt() - 4);
                    if (!deaf) {
                        pass(type, content, in, out);
                    } else if (type == 'Z') {
                        return;
                    }
                }
            } catch (IOException _) {
                // One of the two has gone.
            }
        }

        private static void pass(int type, byte[] content, DataInputStream in, DataOutputStream out)
                throws IOException {
            out.write(type);
            out.writeInt(content.length + 4);
            out.write(content);
            if (in.available() == 0) {
                out.flush();
            }
        }

        void close() {
            hangUp(client);
            hangUp(database);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        lines.forEach(Line::close);
    }
}
