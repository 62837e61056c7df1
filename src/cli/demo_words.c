/* Words for the days of demo people: what they do, like, plan and say; see demo_names.h. */
#include "cli/demo_names.h"

/* clang-format off */
const struct demo_words demo_words = {
    .brand_heads =
        "Aurora|Velora|Nimbus|Quanta|Solis|Ferrum|Lumen|Altiva|Borealis|Cobalt|Draconis|Everra|"
        "Fjordia|Granit|Helix|Iridio|Juniper|Kestrel|Larix|Meridian|Novexa|Orbis|Pallas|Quercus|"
        "Rivendale|Sirocco|Tessera|Umbra|Verdant|Wexford|Xenon|Yonder|Zephyr|Amberly|Bluewave|"
        "Corvus|Delphin|Eiderly|Falcon|Gingko|Harbor|Indigo|Jade|Krypton|Lotus|Mosaic|Nectar|Onyx",
    .brand_tails =
        " Labs| Group| Systems| Analytics| Energy| Robotics| Foods| Health| Capital| Mobility|"
        " Networks| Design| Pharma| Insurance| Travel| Security| Learning| Sports| Optics|"
        " Materials| Games| Water| Cloud| Aviation",
    .titles =
        "Chief Executive=Management|Managing Director=Management|Chief of Staff=Management|"
        "Head of Sales=Sales|Account Manager=Sales|Sales Engineer=Sales|Key Account Manager=Sales|"
        "Marketing Manager=Marketing|Content Editor=Marketing|Event Manager=Marketing|"
        "Chief Technology Officer=Engineering|Software Engineer=Engineering|"
        "Quality Engineer=Engineering|Product Manager=Product|UX Researcher=Product|"
        "Data Analyst=Research|Lab Manager=Research|Head of Procurement=Procurement|"
        "Buyer=Procurement|Supply Chain Planner=Logistics|Warehouse Lead=Logistics|"
        "Controller=Finance|Accountant=Finance|Treasurer=Finance|HR Partner=People|"
        "Recruiter=People|Legal Counsel=Legal|Data Protection Officer=Legal|"
        "Customer Success Manager=Support|Support Lead=Support|Office Manager=Administration|"
        "Executive Assistant=Administration|Site Manager=Operations|Operations Director=Operations|"
        "Working Student=Engineering|Architect=Planning|Founder=Management|Consultant=Advisory",
    .interests =
        "mountain biking|sourdough bread|board games|choir singing|bird watching|chess|sailing|"
        "old maps|jazz records|marathon running|beekeeping|bouldering|photography|calligraphy|"
        "gardening|astronomy|football|origami|science fiction|cooking Sichuan food|street art|"
        "restoring bicycles|table tennis|wild swimming|crosswords|opera|pottery|hiking with the dog|"
        "model railways|tango|amateur radio|wine from volcanic soil|cricket|knitting|surfing|K-dramas",
    .sources = "referral|website|trade fair|webinar|newsletter|cold e-mail|conference|LinkedIn|"
               "old address book|phone call|partner|workshop",
    .relations = "friend|former colleague|neighbour|family|mentor|study friend|choir|climbing group|"
                 "parents' council|landlord|doctor|old flatmate",
    .backgrounds =
        "Studied physics, then moved to product work.|Ran a small agency for ten years before.|"
        "Grew up on a farm and still helps at harvest.|Speaks four languages, one of them Latin.|"
        "Came back from parental leave last spring.|Met at the train station during the strike.|"
        "Started as a working student and never left.|Used to play in a band with our accountant.|"
        "Knows everybody in the industry, and their dogs.|Was the first to order from us.|"
        "Left consulting to build something that lasts.|Writes a column in the local paper.",
    .purposes =
        "Builds machines for small workshops|Sells to hotels and restaurants|"
        "Runs warehouses for online shops|Makes software for dentists|"
        "Exports fruit and vegetables|Prints books in small editions|"
        "Plans and builds houses of wood|Repairs ships and harbour cranes|"
        "Trains nurses and carers|Grows and roasts coffee|Insures artists and their works|"
        "Brings solar power to villages|Designs shoes and bags|Tests drinking water",
    .site_uses = "Company website|Press and news|Online shop|Careers page|Documentation|Blog|"
                 "Portfolio|Price list",
    .media = "phone|e-mail|video call|letter|text message|in person|voice message|coffee",
    .mail_domains = "mail.example|post.example|inbox.example|letters.example|correo.example|"
                    "poczta.example|courriel.example|pismo.example",
    .topics =
        "the renewal|the pilot project|the new price list|delivery times|the spring campaign|"
        "their move to a bigger office|the security review|a training for the team|the integration|"
        "last quarter's numbers|the trade fair|the contract|an old complaint|the next release|"
        "the workshop in autumn|a joint press release|the budget for next year|travel plans",
    .items =
        "offer|contract|slides|sample|invoice|reference list|case study|price list|draft|photos|"
        "questionnaire|invitation|report|certificate|roadmap|floor plan",
    .openings =
        "Talked about {topic}.|{first} called because of {topic}.|Met {name} for lunch.|"
        "Short mail from {first} on {topic}.|Ran into {first} at the station.|"
        "Video call with {first} and two colleagues.|Demo for the team, {topic} came up.|"
        "{first} asked how we handle {topic}.|Long talk about {topic}, at last.|"
        "Visited {company} on site.|{first} recommended us to a friend.|"
        "Quick check-in before the holidays.",
    .details =
        "The decision is expected by the end of the month.|Likes what we do, but budget is tight.|"
        "Wants to see a reference from the same industry.|Their current supplier let them down twice.|"
        "A colleague will join the next call.|Was in a very good mood, the new hires are doing well.|"
        "Needs it simple: one page, no slides.|Asked for a discount; I promised nothing.|"
        "Just became a grandparent. Send a card!|Has started with {interest}, and it shows.|"
        "Moves to another department in spring, will introduce the successor.|"
        "Compares us with two others.|Very happy with the service so far.|"
        "Cares about data protection above all.",
    .nexts =
        "Send the {item}.|Call again next week.|Invite to the workshop.|Ask about {interest}.|"
        "Prepare the {item} together with sales.|Wait for the signed {item}.|Nothing to do for now.|"
        "Introduce to our support lead.|Check whether the {item} arrived.|Find a date for a visit.",
    .spoken =
        "Had a good call about {topic}. {first} wants the {item} first.|"
        "Coffee with {first}: mostly private, a little about {topic}.|"
        "{first} confirmed the appointment and asked for the {item}.|"
        "Clarified {topic}; all open points are settled.|"
        "Voice message from {first}: please move it to next month.",
    .tasks =
        "Send the {item} to {name}|Prepare the {item} for {company}|Call {name} back|"
        "Follow up on {topic}|Ask {first} about {topic}|Write a thank-you note to {name}|"
        "Update the address of {name}|Book a table with {first}|Review the {item} from {company}|"
        "Buy a birthday present for {first}|Check the payment of {company}|Translate the {item}|"
        "Plan the visit to {company}|Introduce {first} to the team|Clean up notes on {topic}",
    .calls = "Call with {name}|Check-in call with {first}|Call about {topic}|Call {company} back",
    .mails = "E-mail the {item}|Answer {first} about {topic}|Newsletter to {company}",
    .meetings = "Meeting with {name}|Lunch with {first}|Workshop at {company}|Demo for {company}|"
                "Review of {topic}",
    .others = "Birthday party of {first}|Trade fair with {company}|Webinar on {topic}|"
              "Site visit at {company}",
    .channels = "phone|video|e-mail|in person|chat|letter",
    .reasons = "first contact|follow-up|question|complaint|small talk|negotiation|renewal|referral",
    .tags =
        "vip=c1|partner=c2|supplier=c3|press=c4|investor=c5|newsletter=c6|friend=c7|family=c8|"
        "conference=#0ea5e9|decision maker=#16a34a|at risk=#dc2626|upsell=#f59e0b|beta tester=c2|"
        "alumni|gift|reference customer=#7c3aed|do not call=#6b7280|Q3 campaign|speaks German|"
        "référence",
};
/* clang-format on */
