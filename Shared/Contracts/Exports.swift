// Whoever speaks the contracts sees the messages they are made of.
@_exported public import Messages
