use crate::gazetteer::Gazetteer;

/// ISO 3166-1: each country's two-letter code followed by its three-letter code and its number, in order.
///
/// Source: ISO Online Browsing Platform, <https://www.iso.org/obp/ui/#search/code/>.
const CODES: &str = "\
    ADAND020 AEARE784 AFAFG004 AGATG028 AIAIA660 ALALB008 AMARM051 AOAGO024 AQATA010 ARARG032 \
    ASASM016 ATAUT040 AUAUS036 AWABW533 AXALA248 AZAZE031 BABIH070 BBBRB052 BDBGD050 BEBEL056 \
    BFBFA854 BGBGR100 BHBHR048 BIBDI108 BJBEN204 BLBLM652 BMBMU060 BNBRN096 BOBOL068 BQBES535 \
    BRBRA076 BSBHS044 BTBTN064 BVBVT074 BWBWA072 BYBLR112 BZBLZ084 CACAN124 CCCCK166 CDCOD180 \
    CFCAF140 CGCOG178 CHCHE756 CICIV384 CKCOK184 CLCHL152 CMCMR120 CNCHN156 COCOL170 CRCRI188 \
    CUCUB192 CVCPV132 CWCUW531 CXCXR162 CYCYP196 CZCZE203 DEDEU276 DJDJI262 DKDNK208 DMDMA212 \
    DODOM214 DZDZA012 ECECU218 EEEST233 EGEGY818 EHESH732 ERERI232 ESESP724 ETETH231 FIFIN246 \
    FJFJI242 FKFLK238 FMFSM583 FOFRO234 FRFRA250 GAGAB266 GBGBR826 GDGRD308 GEGEO268 GFGUF254 \
    GGGGY831 GHGHA288 GIGIB292 GLGRL304 GMGMB270 GNGIN324 GPGLP312 GQGNQ226 GRGRC300 GSSGS239 \
    GTGTM320 GUGUM316 GWGNB624 GYGUY328 HKHKG344 HMHMD334 HNHND340 HRHRV191 HTHTI332 HUHUN348 \
    IDIDN360 IEIRL372 ILISR376 IMIMN833 ININD356 IOIOT086 IQIRQ368 IRIRN364 ISISL352 ITITA380 \
    JEJEY832 JMJAM388 JOJOR400 JPJPN392 KEKEN404 KGKGZ417 KHKHM116 KIKIR296 KMCOM174 KNKNA659 \
    KPPRK408 KRKOR410 KWKWT414 KYCYM136 KZKAZ398 LALAO418 LBLBN422 LCLCA662 LILIE438 LKLKA144 \
    LRLBR430 LSLSO426 LTLTU440 LULUX442 LVLVA428 LYLBY434 MAMAR504 MCMCO492 MDMDA498 MEMNE499 \
    MFMAF663 MGMDG450 MHMHL584 MKMKD807 MLMLI466 MMMMR104 MNMNG496 MOMAC446 MPMNP580 MQMTQ474 \
    MRMRT478 MSMSR500 MTMLT470 MUMUS480 MVMDV462 MWMWI454 MXMEX484 MYMYS458 MZMOZ508 NANAM516 \
    NCNCL540 NENER562 NFNFK574 NGNGA566 NINIC558 NLNLD528 NONOR578 NPNPL524 NRNRU520 NUNIU570 \
    NZNZL554 OMOMN512 PAPAN591 PEPER604 PFPYF258 PGPNG598 PHPHL608 PKPAK586 PLPOL616 PMSPM666 \
    PNPCN612 PRPRI630 PSPSE275 PTPRT620 PWPLW585 PYPRY600 QAQAT634 REREU638 ROROU642 RSSRB688 \
    RURUS643 RWRWA646 SASAU682 SBSLB090 SCSYC690 SDSDN729 SESWE752 SGSGP702 SHSHN654 SISVN705 \
    SJSJM744 SKSVK703 SLSLE694 SMSMR674 SNSEN686 SOSOM706 SRSUR740 SSSSD728 STSTP678 SVSLV222 \
    SXSXM534 SYSYR760 SZSWZ748 TCTCA796 TDTCD148 TFATF260 TGTGO768 THTHA764 TJTJK762 TKTKL772 \
    TLTLS626 TMTKM795 TNTUN788 TOTON776 TRTUR792 TTTTO780 TVTUV798 TWTWN158 TZTZA834 UAUKR804 \
    UGUGA800 UMUMI581 USUSA840 UYURY858 UZUZB860 VAVAT336 VCVCT670 VEVEN862 VGVGB092 VIVIR850 \
    VNVNM704 VUVUT548 WFWLF876 WSWSM882 YEYEM887 YTMYT175 ZAZAF710 ZMZMB894 ZWZWE716";

/// The country's name in the gazetteer, or the code if it is not there.
#[must_use]
pub fn country_name(code: &str) -> &str {
    let gazetteer = Gazetteer::bundled();
    gazetteer
        .by_code(code)
        .map_or(code, |country| gazetteer.place(country).name)
}

/// The ISO 3166-1 alpha-3 code of an alpha-2 code; none if there is no such country.
///
/// ```
/// assert_eq!(zij::event::alpha3("UZ"), Some("UZB"));
/// ```
#[must_use]
pub fn alpha3(alpha2: &str) -> Option<&'static str> {
    codes(alpha2).map(|(three, _)| three)
}

/// The ISO 3166-1 number of an alpha-2 code without leading zeros, as ACLED's `iso` has it.
#[must_use]
pub fn country_number(alpha2: &str) -> Option<&'static str> {
    codes(alpha2).map(|(_, number)| number.trim_start_matches('0'))
}

/// The ISO 3166-1 alpha-2 code of an alpha-3 code, in any case; none if there is no such country.
///
/// ```
/// assert_eq!(zij::event::alpha2("uzb"), Some("UZ"));
/// ```
#[must_use]
pub fn alpha2(alpha3: &str) -> Option<&'static str> {
    if alpha3.len() != 3 {
        return None;
    }
    let found = CODES.split(' ').find(|row| {
        row.get(2..5)
            .is_some_and(|three| three.eq_ignore_ascii_case(alpha3))
    });
    found?.get(..2)
}

/// The three-letter code and the number.
fn codes(alpha2: &str) -> Option<(&'static str, &'static str)> {
    let rows = CODES.split(' ').filter_map(|row| row.split_at_checked(2));
    let mut found = rows.filter(|(two, _)| *two == alpha2);
    found.next()?.1.split_at_checked(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_code_of_three_letters() {
        assert_eq!(CODES.split(' ').count(), 249);
        assert!(CODES.split(' ').all(|row| row.len() == 8), "{CODES}");
        assert!(CODES.split(' ').is_sorted());
        let codes = ["AF", "KG", "KZ", "TJ", "TM", "UZ", "GB", "XX", ""].map(alpha3);
        let expected = [
            Some("AFG"),
            Some("KGZ"),
            Some("KAZ"),
            Some("TJK"),
            Some("TKM"),
            Some("UZB"),
            Some("GBR"),
            None,
            None,
        ];
        assert_eq!(codes, expected);
        let numbers = ["AF", "KG", "UZ", "XX"].map(country_number);
        assert_eq!(numbers, [Some("4"), Some("417"), Some("860"), None]);
    }
}
