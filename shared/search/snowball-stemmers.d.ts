declare module 'snowball-stemmers' {
  type Stemmer = { stem(word: string): string };
  const stemmers: { newStemmer(language: 'english' | 'german'): Stemmer };
  export default stemmers;
}
