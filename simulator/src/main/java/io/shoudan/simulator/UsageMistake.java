package io.shoudan.simulator;

/// The command line asks for something that can't be: its text is for the person who typed it.
public final class UsageMistake extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /// @param text what must be, then what is wrong; never a card number or a key
    public UsageMistake(String text) {
        super(text);
    }
}
