'use client';

import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { useTRPC } from '../../../trpc/client.tsx';
import { Select } from '../../../ui/field.tsx';

/** The data sources of the settings; one that is gone stays chosen and is named so. */
export function SourceSelect({ value, ...rest }: ComponentProps<'select'> & { value: string }) {
  const trpc = useTRPC();
  const sources = useQuery(trpc.slos.prometheusSources.queryOptions());
  const names = sources.data ?? [];
  const isGone = value !== '' && sources.data !== undefined && !names.includes(value);
  const none = names.length === 0 ? 'none is set up: LEEWAY_PROMETHEUS_SOURCES' : 'choose one';
  return (
    <Select {...rest} value={value}>
      <option value="">{names.length === 1 ? `the only one: ${names[0]}` : none}</option>
      {isGone ? <option value={value}>{value} (not set up any more)</option> : null}
      {!isGone && value !== '' && !names.includes(value) ? <option value={value}>{value}</option> : null}
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </Select>
  );
}
