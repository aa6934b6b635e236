/**
 * The ISO 4217 codes of currencies that people pay with. The codes of metals, bond units, the special drawing right,
 * accounting units of banks, the test code and "no currency" are left out: a premium cannot be paid in those.
 */
export const PAYMENT_CURRENCIES: readonly string[] = `
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF
  BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF
  CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR
  FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
  INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
  LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
  MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP
  PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
  SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
  TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD
  XOF XPF YER ZAR ZMW ZWL
`
  .trim()
  .split(/\s+/);

/** Described as a pattern, so that programs compiled for a currency of any text still compile. */
export const PAYMENT_CURRENCY_PATTERN = new RegExp(`^(?:${PAYMENT_CURRENCIES.join('|')})$`);
