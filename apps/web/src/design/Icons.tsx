interface IconProps {
  readonly className?: string;
}

const outline = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.75,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** Decoration: what they mean is said in words beside them. */
function Icon({ className, path }: IconProps & { readonly path: string }) {
  return (
    <svg className={className} width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" {...outline}>
      <path d={path} />
    </svg>
  );
}

export const Chevron = () => <Icon className="chevron" path="m6 8 4 4 4-4" />;
export const CheckIcon = () => <Icon path="m5 10.5 3.2 3.2L15 7" />;
export const CrossIcon = () => <Icon path="m6 6 8 8m0-8-8 8" />;
export const ClockIcon = () => <Icon path="M10 6v4l2.5 2M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0Z" />;
export const PersonIcon = () => (
  <Icon path="M13 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM4 16.5c.8-3 3-4.5 6-4.5s5.2 1.5 6 4.5" />
);
export const CardIcon = () => (
  <Icon path="M3.5 5h13A1.5 1.5 0 0 1 18 6.5v7a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 2 13.5v-7A1.5 1.5 0 0 1 3.5 5ZM2 8.5h16M5 12h3" />
);
export const BankIcon = () => <Icon path="m3 8 7-4 7 4H3Zm2 0v6m3.3-6v6m3.4-6v6M15 8v6M3 16.5h14" />;
export const WalletIcon = () => (
  <Icon path="M3.5 6.5v8A1.5 1.5 0 0 0 5 16h10a1.5 1.5 0 0 0 1.5-1.5V8.5A1.5 1.5 0 0 0 15 7H4.5a1 1 0 0 1-.2-2L14 4v3m-.8 4.5h.1" />
);
export const SunIcon = () => (
  <Icon path="M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM10 2.5v1.5m0 12v1.5M2.5 10H4m12 0h1.5M4.7 4.7l1 1m8.6 8.6 1 1m0-10.6-1 1m-8.6 8.6-1 1" />
);
export const MoonIcon = () => <Icon path="M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z" />;
export const SystemIcon = () => (
  <Icon path="M3.5 4h13A1 1 0 0 1 17.5 5v8a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1ZM7 17h6m-3-3v3" />
);
export const ArrowIcon = () => <Icon path="M4 10h12m-4.5-4.5L16 10l-4.5 4.5" />;
export const SearchIcon = () => <Icon path="M14 8.75a5.25 5.25 0 1 1-10.5 0 5.25 5.25 0 0 1 10.5 0Zm-1.5 3.75 4 4" />;
