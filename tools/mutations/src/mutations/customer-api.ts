import type { Mutation } from '../mutation';

export const CUSTOMER_API_MUTATIONS: readonly Mutation[] = [];
