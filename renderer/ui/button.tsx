import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from 'react';
import styles from './button.module.css';

/** `primary` is the one thing to press on a screen; `quiet` has no line round it. */
export type ButtonKind = 'primary' | 'plain' | 'quiet';

const classOf = (kind: ButtonKind, className: string | undefined) =>
  [styles['button'], styles[kind], className].filter(Boolean).join(' ');

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { readonly kind?: ButtonKind };

export function Button({ kind = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classOf(kind, className)} {...rest} />;
}

type ButtonLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly kind?: ButtonKind; readonly href: string };

/** Looks like a button, goes somewhere. */
export function ButtonLink({ kind = 'plain', className, children, ...rest }: ButtonLinkProps) {
  return (
    <a className={classOf(kind, className)} {...rest}>
      {children}
    </a>
  );
}
