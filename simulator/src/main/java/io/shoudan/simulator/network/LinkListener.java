package io.shoudan.simulator.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Accepts the acquirer's connections, each read by a virtual thread of its own.
///
/// Safe for any number of threads.
final class LinkListener implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final ServerSocket server;
    private final Host host;
    private final Semaphore places;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private long connections;

    private LinkListener(ServerSocket server, Host host, int maxConnections) {
        this.server = server;
        this.host = host;
        this.places = new Semaphore(maxConnections);
    }

    static LinkListener open(InetSocketAddress address, Host host, int maxConnections)
            throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
            return new LinkListener(server, host, maxConnections);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void start() {
        Thread.ofVirtual().name("network-accept").start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    System.err.println("connection not accepted: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        if (!places.tryAcquire()) {
            System.err.println("connection refused: as many as may be are open");
            socket.close();
            return;
        }
        connections++;
        var connection = new Connection(connections, socket);
        open.add(connection);
        Thread.ofVirtual()
                .name("network-" + connections)
                .start(
                        () -> {
                            try (connection) {
                                host.links().add(connection);
                                connection.read(host);
                            } finally {
                                host.links().remove(connection);
                                open.remove(connection);
                                places.release();
                            }
                        });
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("not closed cleanly: " + e.getMessage());
        }
        open.forEach(Connection::close);
    }
}
