import { useCallback, useState } from 'react';

type ElementWidth = { ref: (element: HTMLElement | null) => (() => void) | undefined; widthPx: number };

/** Width of an element in whole px, followed as it changes; 0 until it is measured (and on the server). */
export function useElementWidth(): ElementWidth {
  const [widthPx, setWidthPx] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const measure = (): void => setWidthPx(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, widthPx };
}
