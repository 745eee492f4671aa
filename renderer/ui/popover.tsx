import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import styles from './popover.module.css';

type Props = {
  /** What is pressed: a figure, mostly. */
  readonly trigger: ReactNode;
  /** What pressing it is called, where the trigger alone does not say it. */
  readonly label: string;
  readonly title: string;
  readonly children: ReactNode;
};

/** A figure that opens to what lies behind it, by click, Enter or Space; Escape closes it and gives the focus back. */
export function Popover({ trigger, label, title, children }: Props) {
  return (
    <BasePopover.Root>
      <BasePopover.Trigger className={styles['trigger']} aria-label={label}>
        {trigger}
      </BasePopover.Trigger>
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} align="start" collisionPadding={16} className={styles['place']}>
          <BasePopover.Popup className={styles['popup']}>
            <BasePopover.Title className={styles['title']}>{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
