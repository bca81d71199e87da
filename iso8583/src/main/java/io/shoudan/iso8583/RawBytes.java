package io.shoudan.iso8583;

/// Bytes as they are.
record RawBytes() implements Encoding<Bytes> {

    @Override
    public String unit() {
        return "bytes";
    }

    @Override
    public int byteLength(int units) {
        return units;
    }

    @Override
    public Bytes decode(byte[] bytes, int offset, int units) {
        return Bytes.of(bytes, offset, units);
    }

    @Override
    public int unitsOf(Bytes value) {
        return value.length();
    }

    @Override
    public byte[] encode(Bytes value) {
        return value.toArray();
    }
}
