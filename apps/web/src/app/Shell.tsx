import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../design/Controls';
import { formatTimeOfDay } from '../format/time';
import { MoonIcon, SunIcon, SystemIcon } from '../design/Icons';
import type { SiteConfiguration } from './configuration';
import { useOnline } from './online';
import { useStaleSince } from './stale';
import { type Theme, THEMES, useTheme } from './theme';

export function Shell({ children, site }: { readonly children: ReactNode; readonly site: SiteConfiguration }) {
  const [path] = useLocation();
  const online = useOnline();
  const staleSince = useStaleSince();
  const main = useRef<HTMLElement>(null);
  useFocusOnNewPage(path, main);
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="header">
        <div className="header-inner">
          <Link className="brand" href="/" aria-label="Decouple, start page">
            <Mark />
            <span className="brand-name">Decouple</span>
          </Link>
          <nav className="nav" aria-label="Main">
            <NavLink href="/" current={path === '/' || path.startsWith('/payments')}>
              Pay
            </NavLink>
            {site.operations ? (
              <NavLink href="/operations" current={path.startsWith('/operations')}>
                Operations
              </NavLink>
            ) : null}
            {site.troubleMode ? (
              <NavLink href="/trouble" current={path.startsWith('/trouble')}>
                Trouble
              </NavLink>
            ) : null}
          </nav>
          <ThemeButton />
        </div>
      </header>
      <main id="content" className="page" ref={main} tabIndex={-1}>
        {children}
      </main>
      {online && staleSince === undefined ? null : (
        <p className="offline-bar" role="status">
          {online && staleSince !== undefined
            ? `Connection lost. Last updated ${formatTimeOfDay(new Date(staleSince).toISOString())}. Retrying…`
            : 'You’re offline. We’ll update this page when you reconnect.'}
        </p>
      )}
    </>
  );
}

export function NavLink(props: {
  readonly href: string;
  readonly current: boolean;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  const { children, className = 'nav-link', current, href } = props;
  return (
    <Link className={className} href={href} {...(current ? { 'aria-current': 'page' as const } : {})}>
      {children}
    </Link>
  );
}

/** Moves the focus to the content after navigation, so that screen readers announce the new page. Not on the first page. */
function useFocusOnNewPage(path: string, main: { readonly current: HTMLElement | null }): void {
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path, main]);
}

const THEME_NAMES: Readonly<Record<Theme, string>> = { system: 'system', light: 'light', dark: 'dark' };
const THEME_ICONS: Readonly<Record<Theme, () => ReactNode>> = { system: SystemIcon, light: SunIcon, dark: MoonIcon };

function ThemeButton() {
  const [theme, choose] = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const Icon = THEME_ICONS[theme];
  return (
    <Button
      look="quiet"
      onPress={() => choose(next)}
      aria-label={`Theme: ${THEME_NAMES[theme]}. Switch to ${THEME_NAMES[next]}`}
    >
      <Icon />
    </Button>
  );
}

function Mark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect className="brand-mark-plate" width="32" height="32" rx="8" />
      <circle className="brand-mark-sign" cx="9" cy="16" r="4" />
      <circle className="brand-mark-sign" cx="23" cy="16" r="4" />
      <rect className="brand-mark-sign" x="14.5" y="14.75" width="3" height="2.5" rx="1.25" />
    </svg>
  );
}
