import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import styles from './markdown.module.css';

// The page has its own h1; code blocks must be reachable by keyboard, because they scroll.
const COMPONENTS: Components = {
  h1: ({ children }) => <h2>{children}</h2>,
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  a: ({ children, href }) => (
    <a href={href} rel="noreferrer noopener">
      {children}
    </a>
  ),
  // A ticked or open item of a list; the browser's control needs a name of its own.
  input: ({ checked }) => (
    <input type="checkbox" disabled checked={checked} aria-label={checked === true ? 'done' : 'to do'} />
  ),
  // Pictures would be fetched from wherever the text says: the words instead.
  img: ({ alt }) => <span>{alt}</span>,
};

/** Markdown written by people or agents: raw HTML is dropped, what remains is sanitised. */
export function MarkdownBody(props: { children: string }) {
  return (
    <div className={styles['markdown']}>
      <ReactMarkdown skipHtml remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={COMPONENTS}>
        {props.children}
      </ReactMarkdown>
    </div>
  );
}
