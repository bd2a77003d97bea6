declare module 'elasticlunr' {
  interface Index<Document> {
    setRef(field: string): void;
    addField(field: string): void;
    addDoc(document: Document): void;
    search(query: string, options: { bool: 'OR' | 'AND' }): { ref: string; score: number }[];
  }
  export default function elasticlunr<Document>(configure: (this: Index<Document>) => void): Index<Document>;
}
