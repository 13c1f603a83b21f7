import { useRef, useState, type PointerEvent } from 'react';
import { useTimeFrame } from './time-panels.tsx';

/** Below this a drag is a click with an unsteady hand. */
const MIN_DRAG_PX = 6;

export type PlotPointer = {
  /** Of the range that is being dragged, in px of the plot. */
  selection: { fromPx: number; toPx: number } | null;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerLeave: () => void;
    onPointerCancel: () => void;
  };
};

type PlotPointerOptions = {
  onMove?: (x: number, y: number) => void;
  onTap?: (x: number, y: number, isTouch: boolean) => void;
  onLeave?: () => void;
};

/** Hover moves the shared crosshair; dragging with a mouse proposes a range; a press without a drag is a tap. */
export function usePlotPointer({ onMove, onTap, onLeave }: PlotPointerOptions = {}): PlotPointer {
  const { scale, crosshair, onRangeSelect } = useTimeFrame();
  const startPx = useRef<number | null>(null);
  const [selection, setSelection] = useState<PlotPointer['selection']>(null);
  const at = (event: PointerEvent<HTMLElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [Math.min(scale.widthPx, Math.max(0, event.clientX - box.left)), event.clientY - box.top];
  };
  const reset = (): void => {
    startPx.current = null;
    setSelection(null);
  };
  return {
    selection,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        startPx.current = at(event)[0];
        // Capture keeps a drag alive beyond the plot's edge; a finger must stay free to scroll.
        if (event.pointerType === 'mouse') event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event) => {
        const [x, y] = at(event);
        crosshair.set(scale.ms(x));
        onMove?.(x, y);
        const start = startPx.current;
        if (start === null || onRangeSelect === undefined || event.pointerType !== 'mouse') return;
        if (Math.abs(x - start) >= MIN_DRAG_PX) setSelection({ fromPx: Math.min(start, x), toPx: Math.max(start, x) });
      },
      onPointerUp: (event) => {
        const [x, y] = at(event);
        if (selection !== null && onRangeSelect !== undefined)
          onRangeSelect(Math.round(scale.ms(selection.fromPx)), Math.round(scale.ms(selection.toPx)));
        else if (startPx.current !== null) onTap?.(x, y, event.pointerType !== 'mouse');
        reset();
      },
      onPointerLeave: () => {
        if (startPx.current !== null) return;
        crosshair.set(null);
        onLeave?.();
      },
      onPointerCancel: () => {
        reset();
        crosshair.set(null);
        onLeave?.();
      },
    },
  };
}
