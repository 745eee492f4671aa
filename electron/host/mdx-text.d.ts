/** An `.mdx` file as the text it is. */
declare module '*.mdx?raw' {
  const text: string;
  export default text;
}
