import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './empty.module.css';

/** Catches what only a bug can cause, so that a screen never just vanishes. */
export class Fallen extends Component<{ readonly children: ReactNode }, { readonly fallen: boolean }> {
  override state = { fallen: false };

  static getDerivedStateFromError() {
    return { fallen: true };
  }

  override render() {
    if (!this.state.fallen) return this.props.children;
    return (
      <div className={styles['fallen']} role="alert">
        <h1>This screen stopped because of a mistake in Hotwash.</h1>
        <p>Everything that was acknowledged is kept. Open the screen again to go on where you were.</p>
        <Button kind="primary" onClick={() => location.reload()}>
          Open it again
        </Button>
      </div>
    );
  }
}
