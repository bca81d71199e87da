package io.shoudan.iso8583;

/// Chip data as bytes.
record BerTlv() implements Encoding<ChipData> {

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public int byteLength(int units) {
        return units;
    }

    @Override
    public void check(byte[] bytes, int offset, int units) {
        Tlv.check(bytes, offset, units);
    }

    @Override
    public ChipData decode(byte[] bytes, int offset, int units) {
        return ChipData.of(Bytes.of(bytes, offset, units));
    }

    @Override
    public int write(ChipData value, Length bounds, byte[] to, int offset) {
        return Encodings.BINARY.write(value.bytes(), bounds, to, offset);
    }
}
