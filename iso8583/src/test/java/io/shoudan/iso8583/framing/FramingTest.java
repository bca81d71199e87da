package io.shoudan.iso8583.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shoudan.iso8583.framing.FramingException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {

    private static FrameReader reader(String hex) {
        return new FrameReader(new ByteArrayInputStream(HexFormat.of().parseHex(hex)), 2, 4);
    }

    @Test
    void cutsAStreamIntoFrames() throws IOException {
        var reader = reader("0002AABB" + "0004AABBCCDD");

        assertThat(reader.next())
                .hasValueSatisfying(f -> assertThat(f).containsExactly(0xAA, 0xBB));
        assertThat(reader.next()).hasValueSatisfying(f -> assertThat(f).hasSize(4));
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    /// TCP may deliver any number of bytes at a time, one for instance.
    @Test
    void readsFramesThatComeByteByByte() throws IOException {
        var whole = new ByteArrayInputStream(HexFormat.of().parseHex("0003AABBCC"));
        var dripping =
                new InputStream() {
                    @Override
                    public int read() {
                        return whole.read();
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        return whole.read(bytes, offset, Math.min(1, length));
                    }
                };

        assertThat(new FrameReader(dripping, 2, 4).next())
                .hasValueSatisfying(f -> assertThat(f).hasSize(3));
    }

    @ParameterizedTest
    @CsvSource({
        "00,           ENDED_INSIDE", "0002,     ENDED_INSIDE", "0002AA, ENDED_INSIDE",
        "0001AA,       TOO_SHORT", "0000,     TOO_SHORT", "0005AABBCCDDEE, TOO_LONG",
        "FFFF,         TOO_LONG", "3030,     TOO_LONG",
    })
    void saysWhyItCantGoOn(String hex, Reason reason) {
        var framing = catchThrowableOfType(FramingException.class, () -> reader(hex).next());

        assertThat(framing.reason()).isEqualTo(reason);
    }

    @Test
    void waitsForAFrameWithoutTakingIt() throws IOException {
        var reader = reader("0002AABB");

        assertThat(reader.await()).isTrue();
        assertThat(reader.await()).isTrue();
        assertThat(reader.next()).isPresent();
        assertThat(reader.await()).isFalse();
    }

    @Test
    void refusesImpossibleBounds() {
        var stream = InputStream.nullInputStream();

        assertThatIllegalArgumentException().isThrownBy(() -> new FrameReader(stream, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameReader(stream, 2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameReader(stream, 1, 65_536));
    }

    @Test
    void writesLengthAndFrameTogether() throws IOException {
        var writes = new ArrayList<Integer>();
        var stream =
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] bytes, int offset, int length) {
                        writes.add(length);
                        super.write(bytes, offset, length);
                    }
                };

        new FrameWriter(stream).write(new byte[300]);

        assertThat(writes).containsExactly(302);
        assertThat(Arrays.copyOf(stream.toByteArray(), 2)).containsExactly(0x01, 0x2C);
    }

    @Test
    void refusesFramesThatTwoBytesCantAnnounce() {
        var writer = new FrameWriter(new ByteArrayOutputStream());

        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(new byte[65_536]));
        assertThat(FrameWriter.framed(new byte[65_535])).startsWith(0xFF, 0xFF);
    }

    @Test
    void letsTheStreamsOwnFailureThrough() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("reset");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw new IOException("reset");
                    }
                };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new FrameReader(broken, 1, 2).next())
                .withMessage("reset");
    }
}
