package io.shoudan.terminal.hsm;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.mac.EncryptedKey;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.mac.WorkingKeysField;
import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import io.shoudan.iso8583.pin.PinFormat0;
import io.shoudan.iso8583.pin.UnreadablePinBlock;
import io.shoudan.platform.security.MasterKey;
import io.shoudan.platform.security.Secret;
import io.shoudan.platform.security.UnusableSecret;
import io.shoudan.platform.security.UnwrapRefused;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A security module made of software, for development and tests: keys are clear in this process's
/// memory for the length of an operation. Its store is the caller's tables, its lock the master
/// key.
final class SoftwareModule implements HsmPort {

    private static final int TRANSPORT_KEY_DIGITS = 32;

    private final MasterKey masterKey;
    private final Bytes keyTransportKey;
    private final Bytes zonePinKey;
    private final SecureRandom random;

    private SoftwareModule(
            MasterKey masterKey, Bytes keyTransportKey, Bytes zonePinKey, SecureRandom random) {
        this.masterKey = masterKey;
        this.keyTransportKey = keyTransportKey;
        this.zonePinKey = zonePinKey;
        this.random = random;
    }

    /// @throws UnusableSecret if a key is missing or not 32 hexadecimal digits
    static SoftwareModule of(HsmProperties keys, MasterKey masterKey, SecureRandom random) {
        return new SoftwareModule(
                masterKey,
                key(keys.keyTransportKey(), "shoudan.terminal.hsm.key-transport-key"),
                key(keys.zonePinKey(), "shoudan.terminal.hsm.zone-pin-key"),
                random);
    }

    private static Bytes key(@Nullable Secret secret, String property) {
        var advice = "Set 32 hexadecimal digits, for example `openssl rand -hex 16`.";
        if (secret == null || secret.isBlank()) {
            throw new UnusableSecret(property, "is missing", advice);
        }
        var digits = secret.clearText().strip();
        if (digits.length() != TRANSPORT_KEY_DIGITS
                || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new UnusableSecret(property, "is not 32 hexadecimal digits", advice);
        }
        return Bytes.ofHex(digits);
    }

    @Override
    public KeyHandle loadMainKey(String terminalId, Bytes cryptogram, Bytes checkValue) {
        try (var transport = ClearKey.owning(keyTransportKey.toArray());
                var main = ClearKey.owning(transport.decrypt(cryptogram.toArray()))) {
            if (!main.fits(checkValue.toArray())) {
                throw new CheckValueDiffers();
            }
            return wrap(KeyUsage.MAIN, terminalId, main);
        }
    }

    @Override
    public boolean sameKey(KeyHandle one, KeyHandle other) {
        try (var first = open(one);
                var second = open(other)) {
            return MessageDigest.isEqual(first.bytes(), second.bytes());
        }
    }

    @Override
    public WorkingKeys generateWorkingKeys(KeyHandle mainKey, Layout layout) {
        try (var main = open(mainKey, KeyUsage.MAIN);
                var pin = ClearKey.generate(layout.pinKeyBytes(), random);
                var mac = ClearKey.generate(layout.macKeyBytes(), random);
                var track = ClearKey.generate(ClearKey.DOUBLE_BYTES, random)) {
            boolean withTrack = layout.trackKeyBytes() > 0;
            var field =
                    new WorkingKeysField(
                            under(main, pin),
                            under(main, mac),
                            withTrack ? under(main, track) : null);
            var terminalId = mainKey.terminalId();
            return new WorkingKeys(
                    wrap(KeyUsage.PIN, terminalId, pin),
                    wrap(KeyUsage.MAC, terminalId, mac),
                    withTrack ? wrap(KeyUsage.TRACK, terminalId, track) : null,
                    field.pack(layout));
        }
    }

    private static EncryptedKey under(ClearKey main, ClearKey key) {
        return EncryptedKey.of(key.cipher(), key.bytes(), main.cipher(), main.bytes());
    }

    @Override
    public byte[] mac(KeyHandle macKey, MacAlgorithm algorithm, byte[] input) {
        try (var key = open(macKey, KeyUsage.MAC)) {
            return algorithm.mac(key.bytes(), input);
        }
    }

    @Override
    public boolean verifyMac(KeyHandle macKey, MacAlgorithm algorithm, byte[] input, byte[] mac) {
        try (var key = open(macKey, KeyUsage.MAC)) {
            return algorithm.takesKeysOf(key.bytes().length)
                    && algorithm.verify(key.bytes(), input, mac);
        }
    }

    @Override
    public Bytes translatePin(KeyHandle pinKey, PinBlock block, Pan pan) {
        var enciphered = block.clearText();
        if (enciphered.length != PinFormat0.BYTES) {
            throw new PinBlockUnreadable();
        }
        byte[] clear = {};
        try (var terminalKey = open(pinKey, KeyUsage.PIN);
                var zoneKey = ClearKey.owning(zonePinKey.toArray())) {
            clear = terminalKey.decrypt(enciphered);
            Arrays.fill(PinFormat0.decode(clear, pan), '0');
            return Bytes.of(zoneKey.encrypt(clear));
        } catch (UnreadablePinBlock _) {
            throw new PinBlockUnreadable();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    @Override
    public byte[] decipherTrack(KeyHandle trackKey, byte[] protectedPart) {
        try (var key = open(trackKey, KeyUsage.TRACK)) {
            return key.decrypt(protectedPart);
        }
    }

    private KeyHandle wrap(KeyUsage usage, String terminalId, ClearKey key) {
        var wrapped = masterKey.wrap(key.bytes(), usage.context(terminalId));
        return new KeyHandle(usage, terminalId, wrapped);
    }

    private ClearKey open(KeyHandle handle, KeyUsage usage) {
        if (handle.usage() != usage) {
            throw new IllegalArgumentException("must be a " + usage + " key: " + handle);
        }
        return open(handle);
    }

    private ClearKey open(KeyHandle handle) {
        try {
            var context = handle.usage().context(handle.terminalId());
            return ClearKey.owning(masterKey.unwrap(handle.wrapped(), context));
        } catch (UnwrapRefused e) {
            throw new KeyRefused(handle, e);
        }
    }
}
