package io.shoudan.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom an address stands for.
class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2:ffff:ffff:ffff:ffff, 20010db800010002/64",
        "2001:db8:1:3::1, 20010db800010003/64",
        "::ffff:10.0.0.1, ::ffff:10.0.0.1",
        "not an address, not an address",
    })
    void countsAnIpv6PrefixAsOneCaller(String address, String name) {
        assertThat(Network.of(address).name()).isEqualTo(name);
    }
}
