import type { ComponentType, ReactElement } from 'react';

/** The components that a shipped text names, each with properties of its own. */
export type TextComponents = Readonly<Record<string, ComponentType<never>>>;

/** A shipped text after the build. */
export type ShippedText = (props: { readonly components: TextComponents }) => ReactElement;
