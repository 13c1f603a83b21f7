import { z } from 'zod';

export const IncidentId = z.uuid();
