import { isPassing, PaymentsClient } from '@decouple/client';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { Failure, Loading } from './design/Content';
import { PaymentPage } from './payment/PaymentPage';
import { PayPage } from './pay/PayPage';
import { ApiContext } from './app/api-context';
import { readConfiguration, type SiteConfiguration } from './app/configuration';
import { FailedPage } from './app/FailedPage';
import { Shell } from './app/Shell';
import { useTitle } from './app/use-title';

const OperationsPage = lazy(() => import('./operations/OperationsPage'));
const TroublePage = lazy(() => import('./trouble/TroublePage'));

const MAX_RETRIES = 2;
/** Longest pause between two attempts of a request that a person waits for. */
const LONGEST_PAUSE_MS = 15_000;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Requests are sent even if the browser says that it is offline: the service may run on this machine.
      networkMode: 'always',
      retry: (failures, error) => isPassing(error) && failures < MAX_RETRIES,
      staleTime: 1_000,
    },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  const [, navigate] = useLocation();
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider navigate={navigate}>
        <FailedPage>
          <ConfiguredApp />
        </FailedPage>
      </RouterProvider>
    </QueryClientProvider>
  );
}

/** Loads the site's configuration. By default the API has the same origin as the page. */
function ConfiguredApp() {
  const { data, error, refetch } = useQuery({
    queryKey: ['configuration'],
    queryFn: readConfiguration,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : false),
  });
  if (data === undefined) {
    return (
      <main className="page">
        {error === null ? (
          <Loading what="the page" lines={6} />
        ) : (
          <Failure what="The page" error={error} again={() => void refetch()} />
        )}
      </main>
    );
  }
  return <Pages site={data} />;
}

function Pages({ site }: { readonly site: SiteConfiguration }) {
  const apis = useMemo(
    () => ({
      payments: new PaymentsClient({ baseUrl: site.apiUrl, longestPauseMs: LONGEST_PAUSE_MS }),
      site,
    }),
    [site],
  );
  return (
    <ApiContext value={apis}>
      <Shell site={site}>
        <FailedPage>
          <Suspense fallback={<Loading what="the page" lines={8} />}>
            <Switch>
              <Route path="/" component={PayPage} />
              <Route path="/payments/:id">{({ id }) => <PaymentPage key={id} requestId={id} />}</Route>
              <Route path="/payments">
                <Redirect to="/" replace />
              </Route>
              {site.operations ? <Route path="/operations/*?" component={OperationsPage} /> : null}
              {site.troubleMode ? <Route path="/trouble" component={TroublePage} /> : null}
              <Route component={NoSuchPage} />
            </Switch>
          </Suspense>
        </FailedPage>
      </Shell>
    </ApiContext>
  );
}

function NoSuchPage() {
  useTitle('Page not found');
  return (
    <div className="page-head">
      <h1>Page not found</h1>
      <p className="lead">
        Check the address, or <Link href="/">go to the start page</Link>.
      </p>
    </div>
  );
}
