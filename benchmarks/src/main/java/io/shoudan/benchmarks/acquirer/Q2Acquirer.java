package io.shoudan.benchmarks.acquirer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.q2.Q2;
import org.jpos.q2.iso.QMUX;
import org.jpos.util.NameRegistrar;

/// A minimal acquirer as one would build it on jPOS: server, transaction manager and multiplexer
/// deployed in Q2, one table. Purchases and sign-ons only: no rules, no repeats, no reversals, no
/// events, and of the card only a masked number is kept.
public final class Q2Acquirer {

    /// As transaction-service's.
    private static final int CONNECTIONS = 16;

    private static final long PATIENCE_MILLIS = 60_000;

    private Q2Acquirer() {}

    /// Serves until it is ended. The database's password is in the environment, as `PASSWORD`.
    ///
    /// @param arguments folder for descriptors and logs, port for the terminals, the network's
    ///     port, terminals, their main key, URL and user of an empty database
    public static void main(String[] arguments)
            throws IOException, SQLException, ISOException, InterruptedException {
        var folder = Path.of(arguments[0]);
        var log =
                new TransactionLog(
                        arguments[5], arguments[6], System.getenv("PASSWORD"), CONNECTIONS);
        log.create();
        NameRegistrar.register(TransactionLog.NAME, log);
        var deploy = Files.createDirectories(folder.resolve("deploy"));
        Files.writeString(deploy.resolve("00_logger.xml"), logger(folder));
        Files.writeString(deploy.resolve("10_channel.xml"), channel(arguments[2]));
        Files.writeString(deploy.resolve("20_mux.xml"), MUX);
        Files.writeString(
                deploy.resolve("30_manager.xml"), manager(Integer.parseInt(arguments[3])));
        var q2 = new Q2(new String[] {"--deploydir=" + deploy});
        q2.start();
        if (!q2.ready(PATIENCE_MILLIS)) {
            throw new IllegalStateException("must be ready: Q2; see " + folder);
        }
        signOn();
        // Terminals come in once the network is there.
        Files.writeString(
                deploy.resolve("40_server.xml"),
                server(arguments[1], Integer.parseInt(arguments[3]), arguments[4]));
        Thread.currentThread().join();
    }

    private static void signOn() throws ISOException, InterruptedException {
        QMUX mux = NameRegistrar.get("mux.network", PATIENCE_MILLIS);
        while (!mux.isConnected()) {
            Thread.sleep(50);
        }
        var request = new ISOMsg("0800");
        request.set(
                7,
                DateTimeFormatter.ofPattern("MMddHHmmss")
                        .withZone(ZoneOffset.UTC)
                        .format(Clock.systemUTC().instant()));
        request.set(11, "000001");
        request.set(70, "001");
        var answer = mux.request(request, PATIENCE_MILLIS);
        if (answer == null || !answer.getString(39).equals("00")) {
            throw new IllegalStateException("must be signed on at the network: " + answer);
        }
    }

    private static String logger(Path folder) {
        return """
        <logger name="Q2" class="org.jpos.q2.qbean.LoggerAdaptor">
          <log-listener class="org.jpos.util.RotateLogListener">
            <property name="file" value="%s"/>
            <property name="maxsize" value="100000000"/>
            <property name="copies" value="2"/>
          </log-listener>
        </logger>
        """
                .formatted(folder.resolve("q2.log"));
    }

    private static String channel(String port) {
        return """
        <channel-adaptor name="network-channel" class="org.jpos.q2.iso.ChannelAdaptor"
            logger="Q2">
          <channel class="org.jpos.iso.channel.NACChannel"
              packager="io.shoudan.benchmarks.acquirer.NetworkPackager">
            <property name="host" value="127.0.0.1"/>
            <property name="port" value="%s"/>
          </channel>
          <in>network-send</in>
          <out>network-receive</out>
          <reconnect-delay>1000</reconnect-delay>
        </channel-adaptor>
        """
                .formatted(port);
    }

    private static final String MUX =
            """
            <mux name="network" class="org.jpos.q2.iso.QMUX" logger="Q2">
              <in>network-receive</in>
              <out>network-send</out>
              <ready>network-channel.ready</ready>
              <key>11</key>
            </mux>
            """;

    /// A session for each terminal and some more: jPOS pauses 100 ms when they run out.
    private static String manager(int terminals) {
        return """
        <txnmgr name="manager" class="org.jpos.transaction.TransactionManager" logger="Q2">
          <property name="queue" value="purchases"/>
          <property name="sessions" value="%d"/>
          <participant class="io.shoudan.benchmarks.acquirer.OpenIntent"/>
          <participant class="org.jpos.transaction.participant.QueryHost">
            <property name="request" value="ASKED"/>
            <property name="response" value="HEARD"/>
            <property name="timeout" value="20000"/>
          </participant>
          <participant class="io.shoudan.benchmarks.acquirer.RecordOutcome"/>
          <participant class="org.jpos.transaction.participant.SendResponse">
            <property name="header-strategy" value="PRESERVE_RESPONSE"/>
          </participant>
        </txnmgr>
        """
                .formatted(2 * terminals + 16);
    }

    private static String server(String port, int terminals, String mainKey) {
        return """
        <server name="terminals" class="org.jpos.q2.iso.QServer" logger="Q2">
          <attr name="port" type="java.lang.Integer">%s</attr>
          <attr name="maxSessions" type="java.lang.Integer">%d</attr>
          <channel class="io.shoudan.benchmarks.acquirer.TerminalChannel"
              packager="io.shoudan.benchmarks.acquirer.TerminalPackager">
            <property name="timeout" value="600000"/>
          </channel>
          <request-listener class="io.shoudan.benchmarks.acquirer.SignOns">
            <property name="main-key" value="%s"/>
          </request-listener>
          <request-listener class="org.jpos.iso.IncomingListener">
            <property name="queue" value="purchases"/>
            <property name="space" value="tspace:default"/>
          </request-listener>
        </server>
        """
                .formatted(port, terminals + 16, mainKey);
    }
}
