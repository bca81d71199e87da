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
    public void check(byte[] bytes, int offset, int units) {
        // Any bytes will do.
    }

    @Override
    public Bytes decode(byte[] bytes, int offset, int units) {
        return Bytes.of(bytes, offset, units);
    }

    @Override
    public int write(Bytes value, Length bounds, byte[] to, int offset) {
        int units = bounds.checked(value.length(), unit());
        value.copyTo(to, offset);
        return units;
    }
}
