/** What an `.mdx` file of assets is after the build: a component that is handed the components it names. */
declare module '*.mdx' {
  const Text: import('./shipped-text.ts').ShippedText;
  export default Text;
}
