import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button, Notice } from '../design/Controls';

interface State {
  readonly error: Error | undefined;
}

/** Catches what no page expected, so that a fault never leaves an empty screen. */
export class FailedPage extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(error, componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Notice tone="bad" urgent title="This page has a fault">
        <p>{`${error.message}. Nothing that you paid is affected. Loading the page again usually helps.`}</p>
        <div className="row">
          <Button onPress={() => location.reload()}>Load again</Button>
        </div>
      </Notice>
    );
  }
}
