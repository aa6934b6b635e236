import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { NavLink } from '../app/Shell';
import { Loading } from '../design/Content';
import { formatCount } from '../format/count';
import { DeadLettersPage } from './DeadLettersPage';
import { DecisionsPage } from './DecisionsPage';
import './operations.css';
import { OverviewPage } from './OverviewPage';
import { SalesPage } from './SalesPage';
import { SearchPage } from './SearchPage';
import { useOperations } from './use-operations';

const GROUPS_MILLISECONDS = 5_000;
const START = '/operations';

/** The operators' console. Loaded on demand: customers do not need it. */
export default function OperationsPage() {
  const [path] = useLocation();
  return (
    <>
      <nav className="subnav" aria-label="Operations">
        <Tab href={START} path={path}>
          Pipeline
        </Tab>
        <Tab href="/operations/payments" path={path}>
          Payments
        </Tab>
        <Tab href="/operations/dead-letters" path={path}>
          Dead letters
          <DeadLetterCount />
        </Tab>
        <Tab href="/operations/sales" path={path}>
          Sales
        </Tab>
      </nav>
      <Suspense fallback={<Loading what="the page" lines={8} />}>
        <Switch>
          <Route path="/operations" component={OverviewPage} />
          <Route path="/operations/payments" component={SearchPage} />
          <Route path="/operations/dead-letters" component={DeadLettersPage} />
          <Route path="/operations/dead-letters/decisions" component={DecisionsPage} />
          <Route path="/operations/sales" component={SalesPage} />
          <Route>
            <Redirect to="/operations" replace />
          </Route>
        </Switch>
      </Suspense>
    </>
  );
}

function Tab(props: { readonly href: string; readonly path: string; readonly children: React.ReactNode }) {
  const { children, href, path } = props;
  return (
    <NavLink
      className="subnav-link"
      href={href}
      current={path === href || (href !== START && path.startsWith(`${href}/`))}
    >
      {children}
    </NavLink>
  );
}

function DeadLetterCount() {
  const api = useOperations();
  const { data } = useQuery({
    queryKey: ['dead-letter-groups'],
    queryFn: () => api.deadLetterGroups(),
    refetchInterval: GROUPS_MILLISECONDS,
  });
  const total = (data?.items ?? []).reduce((sum, group) => sum + group.letters, 0);
  if (total === 0) return null;
  return <span className="subnav-count">{formatCount(total)}</span>;
}
