import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button, Notice } from '../design/Controls';

interface State {
  readonly error: Error | undefined;
}

/** Catches errors that no page handles, so that the screen is never empty. */
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
      <Notice tone="bad" urgent title="Something went wrong">
        <p>{`Your payments are not affected. Reloading the page usually helps. (${error.message})`}</p>
        <div className="row">
          <Button onPress={() => location.reload()}>Reload</Button>
        </div>
      </Notice>
    );
  }
}
