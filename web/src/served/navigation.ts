const never = () => { throw new Error('nobody navigates here'); };
export const goto = never, afterNavigate = () => {}, beforeNavigate = () => {}, invalidate = never, replaceState = never, pushState = never, onNavigate = () => {}, preloadData = never;
