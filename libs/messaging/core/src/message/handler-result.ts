/**
 * `duplicate`: the effect was there already, so the handler changed nothing. `ignored`: the message is meant for another
 * reader. Each of them settles the message.
 */
export type HandlerResult = 'done' | 'duplicate' | 'ignored';
