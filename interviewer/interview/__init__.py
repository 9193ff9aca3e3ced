"""The rules of an interview: no Qt, no device, no model, no SQL, no clock of its own."""
