package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void namesThePortThatIsTakenAndWhatItIsForAndWhatToDo() throws Exception {
        Ports ports = Ports.free();
        try (var _ =
                new ServerSocket(ports.merchantService(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(
                            "port %d is taken (wanted for merchant-service)",
                            ports.merchantService())
                    .hasMessageContaining("--base-port");
        }
    }

    @Test
    void acceptsPortsThatAreFree() {
        assertThatCode(Ports.free()::requireFree).doesNotThrowAnyException();
    }
}
