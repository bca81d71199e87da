package io.shoudan.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Whom an address stands for when calls are counted: an IPv4 address for itself, an IPv6 address
/// for its /64, because a single caller is given that many.
record Network(String name) {

    private static final int IPV6_PREFIX_BYTES = 8;

    /// @param address in text form, as the container gives it; anything else stands for itself
    static Network of(String address) {
        try {
            if (InetAddress.ofLiteral(address) instanceof Inet6Address ipv6) {
                var prefix = Arrays.copyOf(ipv6.getAddress(), IPV6_PREFIX_BYTES);
                return new Network(HexFormat.of().formatHex(prefix) + "/64");
            }
        } catch (IllegalArgumentException _) {
            // A container that gives names instead of addresses: count by name.
        }
        return new Network(address);
    }
}
