/** Styles mean nothing without a screen. */
export {};
