import '#base/web/missing.ts';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { Root } from '#base/web/Root.tsx';
import { router } from './router.tsx';
import { services } from './services.ts';

createRoot(document.getElementById('root')!).render(<Root services={services}><RouterProvider router={router} /></Root>);
