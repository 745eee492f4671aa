/** What an `.mdx` file of assets is after the build: a component that is handed the components it names. */
declare module '*.mdx' {
  import type { ComponentType, ReactElement } from 'react';
  const Content: (props: {
    readonly components: Readonly<Record<string, ComponentType<never> | string>>;
  }) => ReactElement;
  export default Content;
}
