import dynamic from 'next/dynamic';

// Drawn on the server; in the browser the parser is fetched only where a text is shown.
const MarkdownBody = dynamic(() => import('./markdown-body.tsx').then((module) => module.MarkdownBody));

/** Markdown written by people or agents: raw HTML is dropped, what remains is sanitised. */
export function Markdown(props: { children: string }) {
  return <MarkdownBody>{props.children}</MarkdownBody>;
}
