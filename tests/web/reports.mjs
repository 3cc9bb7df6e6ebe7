// Reports and lists of our own, about kinds of events that are well known in the region.

export const PUBLISHED = "2025-03-21";

/** Seven events: exact, near and regional places, days and months, one of them planned. */
export const REPORT = `Border talks after a tense week

On 13 March 2025 the presidents of Kyrgyzstan and Tajikistan signed an agreement on the border in Bishkek. Shepherds on both sides had waited for it for years.

Two days later border guards exchanged fire near Isfara; nobody was killed. On 17 March traders protested in Osh against new customs fees, and about two hundred people blocked the road to the market.

A mudflow damaged forty houses in Batken on 18 March. Police arrested three men in Khujand on Wednesday over the sale of stolen fuel.

Uzbekistan and Kazakhstan held a joint military exercise near Termez in February 2025. An earthquake of magnitude 4.8 shook Almaty on 4 March 2025.
`;

/** Two good rows; a latitude that no place has; a day that no calendar has. */
export const LIST_WITH_BAD_ROWS = `event_date,event_type,title,location,latitude,longitude
2025-02-03,protest,Teachers rally over unpaid wages,Jalal-Abad,40.9333,73.0000
2025-02-04,accident,Bus leaves the road on the Too-Ashuu pass,Too-Ashuu,95.0,73.8
2025-02-30,riot,Crowd breaks the windows of a bank,Naryn,41.4287,75.9911
2025-02-05,infrastructure,A new bridge over the Naryn opens,Naryn,41.4287,75.9911
`;

/** The name of one place in every sentence: what is decided on it goes for all of them. */
export const ONE_NAME = `A week in Khanabad

Residents protested in Khanabad on 3 March 2025 against cuts of the gas supply. A fire damaged the market in Khanabad on 5 March 2025.

Police arrested two men in Khanabad on 7 March 2025. An earthquake shook Andijan on 8 March 2025.
`;
