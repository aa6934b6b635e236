/** How a badge or a card is coloured. */
export type Tone = 'plain' | 'accent' | 'good' | 'wait' | 'bad';
