package io.shoudan.transaction.payment;

/// What a terminal prints to name a payment.
///
/// @param terminalId  field 41, 8 characters
/// @param merchantId  field 42, 15 characters
/// @param batchNumber 6 digits, wraps
/// @param traceNumber field 11, 6 digits, wraps
public record Slip(String terminalId, String merchantId, String batchNumber, String traceNumber) {}
