import type { Module } from '#base/server/house.ts';
import { benefits } from '#modules/benefits/module.ts';
import { bulletin } from '#modules/bulletin/module.ts';
import { cards } from '#modules/cards/module.ts';
import { care } from '#modules/care/module.ts';
import { census } from '#modules/census/module.ts';
import { changes } from '#modules/changes/module.ts';
import { duplicates } from '#modules/duplicates/module.ts';
import { employment } from '#modules/employment/module.ts';
import { exchange } from '#modules/exchange/module.ts';
import { figures } from '#modules/figures/module.ts';
import { memorial } from '#modules/memorial/module.ts';
import { organisation } from '#modules/organisation/module.ts';
import { plans } from '#modules/plans/module.ts';
import { publicity } from '#modules/publicity/module.ts';
import { quality } from '#modules/quality/module.ts';
import { ratings } from '#modules/ratings/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { relief } from '#modules/relief/module.ts';
import { training } from '#modules/training/module.ts';
import { upkeep } from '#modules/upkeep/module.ts';

/** Every module of the product, lowest layer first. The one list that mounts them. */
export const MODULES: Module[] = [organisation, upkeep, registry, recognition, changes, duplicates, cards, care, employment, training, benefits, relief, ratings, memorial, publicity, quality, plans, census, figures, exchange, bulletin];
